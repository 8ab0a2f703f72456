package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.test.ScriptedModel;
import io.souk.test.ScriptedModel.Answer;
import io.souk.test.ScriptedModel.Request;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same conversations with a language model behind the replies and the doubtful intents: a scripted one, which says what it is
 * given in a friendlier tone. The last class: the platform keeps its model.
 */
@Order(100)
@ExtendWith(Platform.Provider.class)
class ManyConversationsWithModelIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** As without a model. */
    private static final double KNOWN = 0.91;

    private final Platform souk;

    ManyConversationsWithModelIT(Platform souk) {
        this.souk = souk;
    }

    @Test
    void aModelMakesNothingWorse() {
        try (var model = ScriptedModel.answering(ManyConversationsWithModelIT::friendly)) {
            souk.restart(
                    Map.of(
                            "SOUK_LLM_BASE_URL", model.baseUrl(),
                            "SOUK_LLM_API_KEY", "scripted",
                            "SOUK_LLM_MODEL", "scripted"),
                    "intent",
                    "conversation");

            var outcome = Script.read("conversations.txt").repeatable().play(souk);

            System.out.println(outcome);
            assertThat(outcome.share()).as(outcome.toString()).isGreaterThanOrEqualTo(KNOWN);
            assertThat(outcome.byModel()).isPositive();
        }
    }

    /** Replies are streamed; to everything else it has nothing to say. */
    private static Answer friendly(Request request) {
        if (!request.streamed()) {
            return new Answer.Refusal("I would rather not.");
        }
        var draft =
                JSON.readTree(request.messages("user").getLast()).path("draft").asString("");
        return new Answer.Text("Happy to help. " + draft);
    }
}
