package io.souk.tools.refunds;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All refunds. */
public interface Refunds extends JpaRepository<Refund, String> {
    /** Of this order. */
    List<Refund> findByOrderId(String orderId);

    /** Of these orders. */
    List<Refund> findByOrderIdIn(List<String> orderIds);

    /** Newest first. */
    List<Refund> findByCustomerIdOrderByRequestedAtDescIdDesc(String customerId);

    /** Somebody else's is not found. */
    Optional<Refund> findByIdAndCustomerId(String id, String customerId);

    /** For the next id. */
    @Query(value = "select nextval('refund_number')", nativeQuery = true)
    long nextNumber();
}
