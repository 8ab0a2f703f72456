package io.souk.kit;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Makes clients for the other services: short time limits, service token, trace headers. */
public final class ServiceClients {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(3);

    private final RestClient.Builder builder;
    private final String token;

    ServiceClients(RestClient.Builder builder, String token) {
        this.builder = builder;
        this.token = token;
    }

    /** A client for the service at {@code baseUrl} ({@code http://host:port}). */
    public RestClient restClient(String baseUrl) {
        return restClient(baseUrl, READ);
    }

    /** As {@link #restClient(String)}, for answers that take longer. */
    public RestClient restClient(String baseUrl, Duration patience) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        var factory = new JdkClientHttpRequestFactory(http);
        factory.setReadTimeout(patience);
        var client = builder.clone().baseUrl(baseUrl).requestFactory(factory);
        return token.isEmpty()
                ? client.build()
                : client.defaultHeader(SoukHeaders.SERVICE_TOKEN, token).build();
    }
}
