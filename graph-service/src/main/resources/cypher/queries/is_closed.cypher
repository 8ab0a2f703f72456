MATCH (e:ErasedCustomer {hash: $given.hash})
WHERE e.closedUntil > $given.at
RETURN true AS isClosed
