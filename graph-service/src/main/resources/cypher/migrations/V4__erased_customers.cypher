// By a hash of the id only, so that an order told late does not bring a customer back.
CREATE CONSTRAINT erased_customer_hash IF NOT EXISTS FOR (e:ErasedCustomer) REQUIRE e.hash IS UNIQUE;
