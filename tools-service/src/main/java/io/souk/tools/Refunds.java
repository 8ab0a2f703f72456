package io.souk.tools;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Refunds extends JpaRepository<Refund, String> {
    List<Refund> findByOrderId(String orderId);

    List<Refund> findByCustomerIdOrderByRequestedAtDescIdDesc(String customerId);

    Optional<Refund> findByIdAndCustomerId(String id, String customerId);

    @Query(value = "select nextval('refund_number')", nativeQuery = true)
    long nextNumber();
}
