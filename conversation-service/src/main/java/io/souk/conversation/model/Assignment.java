package io.souk.conversation.model;

import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Reply;
import java.util.List;

/** One reply that a model is to write, and the room it takes among those being written. Close it when the reply is done. */
public final class Assignment implements AutoCloseable {
    private final List<Gathered> wishes;
    private final Reply composed;
    private final boolean withTools;
    private final Runnable release;

    Assignment(List<Gathered> wishes, Reply composed, boolean withTools, Runnable release) {
        this.wishes = wishes;
        this.composed = composed;
        this.withTools = withTools;
        this.release = release;
    }

    List<Gathered> wishes() {
        return wishes;
    }

    /** The reply without a model: what the model's is made from, and what is said if it fails. */
    public Reply composed() {
        return composed;
    }

    /** Whether the model may look further than the evidence. */
    boolean withTools() {
        return withTools;
    }

    @Override
    public void close() {
        release.run();
    }
}
