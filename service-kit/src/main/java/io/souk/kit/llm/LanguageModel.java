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
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.souk.kit.llm.ModelFailedException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import reactor.core.publisher.Signal;

/**
 * One model behind an OpenAI-compatible endpoint. Whatever the endpoint does, a call ends within its limit, with an answer or with a
 * {@link ModelFailedException}; after many failures it is left alone for a while.
 */
public final class LanguageModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LanguageModel.class);
    private static final int NOTICEABLE_CALLS = 5;
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final OpenAiChatModel client;
    private final OpenCalls openCalls = new OpenCalls();
    private final String model;
    private final Duration firstToken;
    private final CircuitBreaker breaker;
    private final ObservationRegistry observations;
    private final MeterRegistry meters;
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());
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

    /** What the endpoint says it took; zeros if it says nothing. */
    public record Usage(int promptTokens, int completionTokens) {}

    /**
     * Tools that a model may ask for.
     *
     * @param tools all that are known to it
     * @param mayAsk false if it has to answer without any more of them
     * @param since what followed the task so far, oldest first: what the model asked for, and what came of it
     */
    public record Tools(List<ToolCallback> tools, boolean mayAsk, List<Message> since) {
        public Tools {
            tools = List.copyOf(tools);
            since = List.copyOf(since);
        }
    }

    /**
     * How an answer ended that could be words or a request for tools.
     *
     * @param calls the tools that the model asks for, in its order; none if its words were the answer
     * @param whole false if it was cut off, having got as long as it may
     */
    public record Heard(Usage usage, List<ToolCall> calls, boolean whole) {}

    LanguageModel(
            LanguageModelProperties settings,
            String baseUrl,
            String model,
            int retries,
            Duration longest,
            ObservationRegistry observations,
            MeterRegistry meters) {
        this.model = model;
        this.firstToken = settings.firstToken();
        this.observations = observations;
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
                .httpClientBuilderCustomizer(http ->
                        http.timeout(timeout).interceptor(openCalls).interceptor(new Dialect(settings.firstToken())))
                .observationRegistry(observations)
                .meterRegistry(meters)
                .build();
        breaker = CircuitBreaker.of(
                model,
                CircuitBreakerConfig.custom()
                        .minimumNumberOfCalls(NOTICEABLE_CALLS)
                        .slidingWindowSize(2 * NOTICEABLE_CALLS)
                        .waitDurationInOpenState(settings.leftAlone())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreException(LanguageModel::isOurFault)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> log.atWarn()
                        .addKeyValue("model", model)
                        .addKeyValue("circuit", change.getStateTransition().getToState())
                        .log("language model: circuit changed"));
        meters.gauge(
                "souk.llm.circuit.open",
                List.of(Tag.of("model", model)),
                breaker,
                circuit -> circuit.getState() == CircuitBreaker.State.OPEN ? 1 : 0);
    }

    /** A whole answer. */
    public record Said(String text, Usage usage) {}

    /**
     * The whole answer.
     *
     * @throws ModelFailedException if there is no usable one within the limit
     */
    public Said answer(Task task) {
        return counted(task, () -> within(task));
    }

    /**
     * The answer as it comes, handed on by the calling thread. What {@code onText} throws ends the call at the endpoint too, and
     * counts as no failure of the endpoint.
     *
     * @throws ModelFailedException if it does not begin or does not end in time, breaks off or is none; {@code onText} may have had
     *     a part of it by then
     */
    public Heard stream(Task task, Consumer<String> onText) {
        return counted(task, () -> streamed(task, null, onText));
    }

    /**
     * As {@link #stream}, by a model that may ask for tools. None is run here: whoever asks decides about each, and asks again with
     * what came of it in {@link Tools#since}.
     *
     * @throws ModelFailedException as for {@link #stream}
     */
    public Heard stream(Task task, Tools tools, Consumer<String> onText) {
        return counted(task, () -> streamed(task, tools, onText));
    }

    private <T> T counted(Task task, Supplier<T> call) {
        var started = System.nanoTime();
        var outcome = "answered";
        try {
            return breaker.executeSupplier(call);
        } catch (CallNotPermittedException e) {
            outcome = Reason.CIRCUIT_OPEN.tag();
            throw new ModelFailedException(Reason.CIRCUIT_OPEN, e);
        } catch (ModelFailedException e) {
            outcome = e.reason().tag();
            if (e.reason() == Reason.REJECTED) {
                warnOfRejection(e);
            }
            throw e;
        } catch (RuntimeException e) {
            outcome = "given-up";
            throw e;
        } finally {
            meters.timer("souk.llm.calls", "model", model, "purpose", task.purpose(), "outcome", outcome)
                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    /** A wrong address, key or name of a model: it stays so until somebody sees it. */
    private void warnOfRejection(ModelFailedException rejected) {
        var now = System.nanoTime();
        var before = warnedAt.get();
        if (now - before >= BETWEEN_WARNINGS.toNanos() && warnedAt.compareAndSet(before, now)) {
            log.atWarn()
                    .addKeyValue("model", model)
                    .addKeyValue("status", rejected.status())
                    .log("language model: the endpoint does not accept our requests, replies are composed");
        }
    }

    private Heard streamed(Task task, @Nullable Tools tools, Consumer<String> onText) {
        var call = UUID.randomUUID().toString();
        var options = options(task).streamUsage(true).customHeaders(Map.of(OpenCalls.HEADER, call));
        var since = List.<Message>of();
        if (tools != null) {
            options.toolCallbacks(tools.tools()).toolChoice(tools.mayAsk() ? "auto" : "none");
            since = tools.since();
        }
        var prompt = prompt(task, since, options);
        var arrived = new LinkedBlockingQueue<Signal<ChatResponse>>();
        var parent = observations.getCurrentObservation();
        var started = System.nanoTime();
        openCalls.begin(call);
        var subscription = client.stream(prompt)
                .contextWrite(
                        context -> parent == null ? context : context.put(ObservationThreadLocalAccessor.KEY, parent))
                .materialize()
                .subscribe(arrived::add);
        try {
            return new Listening(task, tools != null && tools.mayAsk(), onText, started, arrived).toTheEnd();
        } finally {
            subscription.dispose();
            // Disposing alone would let the endpoint write on to nobody.
            openCalls.end(call);
        }
    }

    /** One answer that is coming in. */
    private final class Listening {
        private final Task task;
        private final boolean mayAsk;
        private final Consumer<String> onText;
        private final long started;
        private final LinkedBlockingQueue<Signal<ChatResponse>> arrived;
        private final List<ToolCall> calls = new ArrayList<>();
        private final Thoughts thoughts = new Thoughts();
        private Usage usage = new Usage(0, 0);
        private boolean begun;
        private boolean ended;
        private boolean whole = true;

        Listening(
                Task task,
                boolean mayAsk,
                Consumer<String> onText,
                long started,
                LinkedBlockingQueue<Signal<ChatResponse>> arrived) {
            this.task = task;
            this.mayAsk = mayAsk;
            this.onText = onText;
            this.started = started;
            this.arrived = arrived;
        }

        Heard toTheEnd() {
            for (var signal = next(); !signal.isOnComplete(); signal = next()) {
                var error = signal.getThrowable();
                if (error != null) {
                    throw failure(error);
                }
                var response = signal.get();
                if (response != null) {
                    take(response);
                }
            }
            if (!begun) {
                throw new ModelFailedException(Reason.BAD_ANSWER);
            }
            if (!ended) {
                throw new ModelFailedException(Reason.UNREACHABLE);
            }
            return new Heard(usage, List.copyOf(calls), whole);
        }

        private Signal<ChatResponse> next() {
            var left = task.limit().toNanos() - (System.nanoTime() - started);
            // Who is silent for so long in the middle will not go on either.
            var patience = firstToken.toNanos() - (begun ? 0 : System.nanoTime() - started);
            try {
                var signal = arrived.poll(Math.min(left, patience), TimeUnit.NANOSECONDS);
                if (signal == null) {
                    throw new ModelFailedException(Reason.TIMEOUT);
                }
                return signal;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelFailedException(Reason.TIMEOUT, e);
            }
        }

        private void take(ChatResponse response) {
            var spent = response.getMetadata().getUsage();
            if (spent.getTotalTokens() > 0) {
                usage = new Usage(spent.getPromptTokens(), spent.getCompletionTokens());
            }
            var result = response.getResult();
            if (result == null) {
                return;
            }
            end(result.getMetadata().getFinishReason());
            if (mayAsk && result.getOutput().hasToolCalls()) {
                begun = true;
                calls.addAll(result.getOutput().getToolCalls());
            }
            var text = thoughts.without(result.getOutput().getText());
            if (text.isEmpty()) {
                return;
            }
            if (!begun) {
                begun = true;
                meters.timer("souk.llm.first-token", "model", model, "purpose", task.purpose())
                        .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            }
            onText.accept(text);
        }

        private void end(@Nullable String reason) {
            switch (reason) {
                case "TOOL_CALLS" -> ended = mayAsk;
                case "LENGTH" -> {
                    ended = true;
                    whole = false;
                }
                case "CONTENT_FILTER" -> throw new ModelFailedException(Reason.BAD_ANSWER);
                case "STOP" -> ended = true;
                // A piece before the end; an end that OpenAI has no name for can't be told from it.
                case null, default -> {}
            }
        }
    }

    /** The client's own time-outs count per attempt; this one counts for all. */
    private Said within(Task task) {
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

    private OpenAiChatOptions.Builder options(Task task) {
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
        return options;
    }

    private static Prompt prompt(Task task, List<Message> since, OpenAiChatOptions.Builder options) {
        var messages = new ArrayList<Message>();
        messages.add(new SystemMessage(task.instructions()));
        messages.add(new UserMessage(task.data()));
        messages.addAll(since);
        return new Prompt(messages, options.build());
    }

    private Said ask(Task task) {
        var response = client.call(prompt(task, List.of(), options(task)));
        var result = response.getResult();
        var text = new Thoughts()
                .without(result == null ? null : result.getOutput().getText());
        if (text.isBlank()) {
            throw new ModelFailedException(Reason.BAD_ANSWER);
        }
        var spent = response.getMetadata().getUsage();
        return new Said(text, new Usage(spent.getPromptTokens(), spent.getCompletionTokens()));
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
                    return new ModelFailedException(reason, error, status);
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

    /** Neither a request that is not accepted nor a reader who has had enough says anything about how the endpoint is. */
    private static boolean isOurFault(Throwable error) {
        return !(error instanceof ModelFailedException failed) || failed.reason() == Reason.REJECTED;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
