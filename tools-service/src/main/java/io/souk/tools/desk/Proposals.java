package io.souk.tools.desk;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface Proposals extends JpaRepository<Proposal, String> {
    /** Two answers to one proposal queue here. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Proposal p where p.id = :id")
    Optional<Proposal> lock(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Proposal p where p.conversationId = :conversationId and p.state = OPEN order by p.id")
    List<Proposal> lockOpen(String conversationId);

    @Query("""
            select p from Proposal p
            where p.conversationId = :conversationId and p.customerId = :customerId
              and p.state = EXECUTED and p.awaiting = CONFIRMATION and p.createdAt > :since
            order by p.createdAt desc limit 1""")
    Optional<Proposal> lastDone(String conversationId, String customerId, Instant since);
}
