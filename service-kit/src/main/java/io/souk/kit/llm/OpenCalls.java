package io.souk.kit.llm;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Knows the HTTP calls under way by a name of ours, so that they can be broken off: Spring AI's stream leaves its call running when
 * it is cancelled. The name is a header that does not leave the process.
 */
final class OpenCalls implements Interceptor {
    static final String HEADER = "X-Souk-Call";

    /** Empty until the call is made, and between two attempts. */
    private final Map<String, Optional<Call>> calls = new ConcurrentHashMap<>();

    void begin(String name) {
        calls.put(name, Optional.empty());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var name = chain.request().header(HEADER);
        if (name == null) {
            return chain.proceed(chain.request());
        }
        if (calls.computeIfPresent(name, (_, _) -> Optional.of(chain.call())) == null) {
            throw new IOException("given up before it was made");
        }
        return chain.proceed(chain.request().newBuilder().removeHeader(HEADER).build());
    }

    /** Breaks the call off if it is still under way. */
    void end(String name) {
        var call = calls.remove(name);
        if (call != null) {
            call.ifPresent(Call::cancel);
        }
    }
}
