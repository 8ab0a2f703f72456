package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.overview.Overview;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A matter that changes something: shown first, and done only by a yes to what was shown. */
interface Deed extends Matter {
    /**
     * What the message makes of what was shown.
     *
     * @param isHedged whether the message is a yes with a but in it
     * @return empty if it corrects nothing
     */
    Optional<Result> correct(Visit visit, Proposal shown, boolean isHedged);

    /** Whether a policy decides if the customer may have it; all else only the order's state decides. */
    default boolean isUnderRules(String operation) {
        return false;
    }

    /** Whether a yes would still do what was shown. */
    default boolean isAsShown(Proposal shown, Overview order) {
        return shown.wasMadeFor(order.purchase());
    }

    /**
     * Does what was shown.
     *
     * @param order locked; null for what is not about one
     * @return what was done, or why it can't be any more
     */
    Finding run(Visit visit, Proposal shown, @Nullable Overview order);

    /** What it has done, told once more. */
    Finding outcome(Visit visit, Proposal executed, String reference);
}
