package io.souk.intent;

import io.souk.events.Entities;
import io.souk.events.Intent;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.RankedIntent;
import io.souk.intent.dialogue.TurnInterpreter.Alone;
import io.souk.kit.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Classifies texts without a conversation: for evaluation, other services and operators. */
@RestController
@RequestMapping("/v1/intents")
class ClassifyController {
    private static final int MOST_TEXTS = 256;

    record Request(@Nullable List<@Nullable String> texts) {}

    record Response(List<Result> results) {}

    record Result(
            Intent intent,
            @Nullable String variant,
            double confidence,
            List<RankedIntent> intents,
            Entities entities,
            String classifier) {}

    private final IntentEngine engine;

    ClassifyController(IntentEngine engine) {
        this.engine = engine;
    }

    @PostMapping("/classify")
    Response classify(@RequestBody Request request) {
        var readings = engine.interpreter().readAlone(checked(request.texts()));
        return new Response(readings.stream().map(ClassifyController::result).toList());
    }

    private static Result result(Alone reading) {
        var classification = reading.classification();
        var top = classification.top();
        return new Result(
                top.intent(),
                top.variant(),
                top.confidence(),
                classification.outstanding(),
                reading.text().typed(),
                classification.classifier());
    }

    private static List<String> checked(@Nullable List<@Nullable String> texts) {
        if (texts == null || texts.isEmpty()) {
            throw invalid("texts is missing or empty");
        }
        if (texts.size() > MOST_TEXTS) {
            throw invalid("texts has more than " + MOST_TEXTS + " entries");
        }
        var checked = new ArrayList<String>(texts.size());
        for (var text : texts) {
            if (text == null || text.length() > MessageReceived.MAX_TEXT) {
                throw invalid("a text is null or has more than " + MessageReceived.MAX_TEXT + " characters");
            }
            checked.add(WellFormed.of(text));
        }
        return checked;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-arguments", detail);
    }
}
