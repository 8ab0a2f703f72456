package io.souk.tools.refunds;

import java.time.Instant;
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

    /** Of which order a refund is. */
    @Query("select r.orderId from Refund r where r.id = :id")
    Optional<String> orderOf(String id);

    /** What has been in one of these states for longest, since before that moment. */
    Optional<Refund> findFirstByStatusInAndChangedAtBeforeOrderByChangedAt(List<String> statuses, Instant before);

    /** For the next id. */
    @Query(value = "select nextval('refund_number')", nativeQuery = true)
    long nextNumber();
}
