MATCH (e:ErasedCustomer {hash: $hash})
WHERE e.closedUntil > $at
RETURN true AS isClosed
