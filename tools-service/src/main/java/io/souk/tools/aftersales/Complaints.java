package io.souk.tools.aftersales;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Complaints extends JpaRepository<Complaint, String> {
    List<Complaint> findByCustomerIdOrderByOpenedAtDescIdDesc(String customerId);

    Optional<Complaint> findByIdAndCustomerId(String id, String customerId);

    @Query("select c from Complaint c where c.orderId = :orderId and c.status = 'open'"
            + " and c.lineNo is not distinct from :lineNo")
    Optional<Complaint> findOpen(String orderId, @Nullable Integer lineNo);

    @Query(value = "select nextval('complaint_number')", nativeQuery = true)
    long nextNumber();
}
