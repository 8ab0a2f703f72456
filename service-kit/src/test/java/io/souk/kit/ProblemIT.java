package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RealServers({Server.KAFKA, Server.POSTGRES})
class ProblemIT {
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    @LocalServerPort
    private int port;

    @Autowired
    private ServiceClients clients;

    @Test
    void aRefusalIsAProblemWithItsCode() {
        var answer = get("/refused");

        assertThat(answer.getStatusCode().value()).isEqualTo(409);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody())
                .containsEntry("code", "already-granted")
                .containsEntry("type", "urn:problem:already-granted")
                .containsEntry("title", "Already granted")
                .containsEntry("detail", "You had three.");
    }

    @Test
    void aFaultRevealsNothingOfItsCause() {
        var answer = get("/broken");

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(answer.getBody()).containsEntry("code", "internal-error");
        assertThat(String.valueOf(answer.getBody())).doesNotContain("secret");
    }

    @Test
    void aBodyThatIsNotJsonIsAnInvalidArgument() {
        var answer = client().post()
                .uri("/wishes")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{oops")
                .retrieve()
                .onStatus(status -> true, (_, _) -> {})
                .toEntity(OBJECT);

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody()).containsEntry("code", "invalid-arguments");
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        assertThat(get("/nowhere").getBody()).containsEntry("code", "not-found");
    }

    @Test
    void readinessNamesKafka() {
        assertThat(String.valueOf(get("/actuator/health/readiness").getBody()))
                .contains("kafka")
                .contains("UP");
    }

    private ResponseEntity<Map<String, Object>> get(String path) {
        return client().get()
                .uri(path)
                .retrieve()
                .onStatus(status -> true, (_, _) -> {})
                .toEntity(OBJECT);
    }

    private RestClient client() {
        return clients.restClient("http://localhost:" + port);
    }
}
