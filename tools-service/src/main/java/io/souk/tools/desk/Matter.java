package io.souk.tools.desk;

import java.util.Optional;
import java.util.Set;

/** Something that a customer comes to the desk for, and that may take several messages. */
interface Matter {
    /** The {@link Operation}s by which it is known while it waits. */
    Set<String> operations();

    /**
     * Goes on with the answer to what was asked.
     *
     * @param asked is open
     * @return empty if the message is about something else
     */
    Optional<Result> fill(Visit visit, Proposal asked, Wish wish);
}
