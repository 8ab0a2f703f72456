package io.souk.tools.desk;

import io.souk.tools.operations.Arguments;
import java.util.Optional;

/** What has to be known for one kind of change of an order: how it is read from messages, asked for, and proposed. */
interface Form {
    /** Asks for the next thing that is missing, or proposes. */
    Result next(ChangeRequest request, Draft draft);

    /** What the message says about it. */
    Draft read(ChangeRequest request, Draft draft);

    /** What the answer to a question says about it; empty if nothing. */
    Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft);

    /**
     * What is asked for with all its arguments.
     *
     * @throws io.souk.tools.refusals.Refused if they do not fit the order
     */
    Draft complete(ChangeRequest request, Draft draft, Arguments arguments);
}
