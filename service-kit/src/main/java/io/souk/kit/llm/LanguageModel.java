package io.souk.kit.llm;

import com.openai.core.Timeout;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import io.souk.kit.llm.ModelFailedException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * One model behind an OpenAI-compatible endpoint. Whatever the endpoint does, a call ends within its limit, with an answer or with a
 * {@link ModelFailedException}; after many failures it is left alone for a while.
 */
public final class LanguageModel implements AutoCloseable {
    private static final int NOTICEABLE_CALLS = 5;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(20);

    private final OpenAiChatModel client;
    private final String model;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * What to ask.
     *
     * @param purpose a short constant name for the metrics
     * @param instructions ours, and only ours: nothing that a customer or a document wrote
     * @param data what the instructions speak about, as JSON
     * @param answerSchema JSON schema that the answer is to keep; null for free text
     * @param maxTokens of the answer
     * @param limit for all of it, retries included
     */
    public record Task(
            String purpose,
            String instructions,
            String data,
            @Nullable String answerSchema,
            int maxTokens,
            Duration limit) {}

    LanguageModel(
            LanguageModelProperties settings,
            String baseUrl,
            String model,
            int retries,
            Duration longest,
            ObservationRegistry observations,
            MeterRegistry meters) {
        this.model = model;
        this.meters = meters;
        var timeout = Timeout.builder()
                .connect(settings.connectTimeout())
                .read(longest)
                .write(longest)
                .request(longest)
                .build();
        var key = settings.apiKey();
        client = OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(baseUrl)
                        .apiKey(key == null ? "none" : key)
                        .model(model)
                        .maxRetries(retries)
                        .timeout(longest)
                        .build())
                .httpClientBuilderCustomizer(http -> http.timeout(timeout))
                .observationRegistry(observations)
                .meterRegistry(meters)
                .build();
        breaker = CircuitBreaker.of(
                model,
                CircuitBreakerConfig.custom()
                        .minimumNumberOfCalls(NOTICEABLE_CALLS)
                        .slidingWindowSize(2 * NOTICEABLE_CALLS)
                        .waitDurationInOpenState(LEFT_ALONE)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreException(LanguageModel::isOurFault)
                        .build());
        meters.gauge(
                "souk.llm.circuit.open",
                List.of(Tag.of("model", model)),
                breaker,
                circuit -> circuit.getState() == CircuitBreaker.State.OPEN ? 1 : 0);
    }

    /**
     * The whole answer.
     *
     * @throws ModelFailedException if there is no usable one within the limit
     */
    public String answer(Task task) {
        var started = System.nanoTime();
        var outcome = "answered";
        try {
            return breaker.executeSupplier(() -> within(task));
        } catch (CallNotPermittedException e) {
            outcome = Reason.CIRCUIT_OPEN.tag();
            throw new ModelFailedException(Reason.CIRCUIT_OPEN, e);
        } catch (ModelFailedException e) {
            outcome = e.reason().tag();
            throw e;
        } finally {
            meters.timer("souk.llm.calls", "model", model, "purpose", task.purpose(), "outcome", outcome)
                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    /** The client's own time-outs count per attempt; this one counts for all. */
    private String within(Task task) {
        var call = CompletableFuture.supplyAsync(() -> ask(task), callers);
        try {
            return call.get(task.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new ModelFailedException(Reason.TIMEOUT, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelFailedException(Reason.TIMEOUT, e);
        }
    }

    private String ask(Task task) {
        var options = OpenAiChatOptions.builder()
                .model(model)
                .maxTokens(task.maxTokens())
                .temperature(0.0);
        if (task.answerSchema() != null) {
            options.responseFormat(ResponseFormat.builder()
                    .type(ResponseFormat.Type.JSON_SCHEMA)
                    .jsonSchema(task.answerSchema())
                    .build());
        }
        var response = client.call(new Prompt(
                List.of(new SystemMessage(task.instructions()), new UserMessage(task.data())), options.build()));
        var result = response.getResult();
        var text = result == null ? null : result.getOutput().getText();
        if (text == null || text.isBlank()) {
            throw new ModelFailedException(Reason.BAD_ANSWER);
        }
        return text;
    }

    private static ModelFailedException failure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ModelFailedException known -> {
                    return known;
                }
                case OpenAIServiceException answered -> {
                    var status = answered.statusCode();
                    var reason = status == 429
                            ? Reason.RATE_LIMITED
                            : status >= 500 ? Reason.SERVER_ERROR : status >= 400 ? Reason.REJECTED : Reason.BAD_ANSWER;
                    return new ModelFailedException(reason, error);
                }
                case OpenAIInvalidDataException _ -> {
                    return new ModelFailedException(Reason.BAD_ANSWER, error);
                }
                case InterruptedIOException _ -> {
                    return new ModelFailedException(Reason.TIMEOUT, error);
                }
                case IOException _ -> {
                    return new ModelFailedException(Reason.UNREACHABLE, error);
                }
                default -> {}
            }
        }
        return new ModelFailedException(Reason.BAD_ANSWER, error);
    }

    /** A request that is not accepted says nothing about how the endpoint is. */
    private static boolean isOurFault(Throwable error) {
        return error instanceof ModelFailedException failed && failed.reason() == Reason.REJECTED;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
