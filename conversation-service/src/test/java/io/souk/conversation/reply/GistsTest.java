package io.souk.conversation.reply;

import static io.souk.conversation.reply.Evidence.ORDER;
import static io.souk.conversation.reply.Evidence.X1;
import static io.souk.conversation.reply.Evidence.X2;
import static io.souk.conversation.reply.Evidence.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Order;
import io.souk.events.Intent;
import java.util.List;
import org.junit.jupiter.api.Test;

class GistsTest {
    private final Gists gists = new Gists(new Texts(Evidence.PROPERTIES));

    @Test
    void saysWhatATurnWasAboutInAFewWords() {
        assertThat(gist(asked("compare them", Intent.COMPARISON, null).about(X1, X2)))
                .isEqualTo("compared TechPro X1 and TechPro X2");
        assertThat(gist(asked("where is it", Intent.ORDER_STATUS, "track"), new Order(ORDER)))
                .isEqualTo("asked where ORD-1001 is");
        assertThat(gist(asked("how can I pay", Intent.PAYMENT, null))).isEqualTo("asked about payment");
    }

    @Test
    void whatWasDoneCountsMoreThanWhatWasSaid() {
        var done = new Done("refund", "RF-1", "ORD-1002", "requested", null, null, null, false);

        assertThat(gist(asked("yes", Intent.AFFIRM, null), done)).isEqualTo("had this done: return RF-1 for ORD-1002");
    }

    @Test
    void mannersAreNotRemembered() {
        assertThat(gist(asked("hello", Intent.GREETING, null))).isEmpty();
        assertThat(gist(asked("no", Intent.DENY, null))).isEmpty();
    }

    @Test
    void tellsAllOfItInOneSentence() {
        assertThat(gists.sofar(List.of("asked about payment", "compared X1 and X2")))
                .isEqualTo("So far the customer: asked about payment; compared X1 and X2.");
    }

    private String gist(Evidence.Asked asked, Finding... findings) {
        return gists.of(asked.gathered().intent(), List.of(findings));
    }
}
