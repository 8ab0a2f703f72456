package io.souk.tools;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface Orders extends JpaRepository<PurchaseOrder, String> {
    List<PurchaseOrder> findByCustomerIdOrderByPlacedOnDescIdDesc(String customerId);

    /** Somebody else's order is not found, exactly as one that does not exist. */
    Optional<PurchaseOrder> findByIdAndCustomerId(String id, String customerId);

    /** Everything that changes an order, or hangs something on it, queues here. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from PurchaseOrder o where o.id = :id and o.customerId = :customerId")
    Optional<PurchaseOrder> lock(String id, String customerId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from PurchaseOrder o where o.id = :id")
    Optional<PurchaseOrder> lock(String id);
}
