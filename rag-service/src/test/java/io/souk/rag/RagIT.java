package io.souk.rag;

import io.souk.rag.DocumentController.PutDocument;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One context for all tests on real servers, and how a client speaks to the service. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@RealServers({Server.KAFKA, Server.POSTGRES})
@Import(OtherEncoder.class)
abstract class RagIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient jdbc;

    record Answer(HttpStatusCode status, JsonNode body) {}

    Answer put(String id, String title, String category, @Nullable String productId, String text) {
        return call(HttpMethod.PUT, "/v1/documents", new PutDocument(id, title, category, productId, text, null));
    }

    Answer search(String query, @Nullable Integer topK, @Nullable String category, @Nullable String productId) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("query", query);
        body.put("topK", topK);
        Map<String, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put("category", category);
        filter.put("productId", productId);
        body.put("filter", filter);
        return call(HttpMethod.POST, "/v1/search", body);
    }

    Answer search(String query) {
        return search(query, null, null, null);
    }

    Answer call(HttpMethod method, String path, @Nullable Object body) {
        var request =
                RestClient.create("http://localhost:" + port).method(method).uri(path);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .body(body instanceof String text ? text : JSON.writeValueAsString(body));
        }
        return request.exchange((_, response) -> answer(response));
    }

    private static Answer answer(ClientHttpResponse response) throws IOException {
        var bytes = response.getBody().readAllBytes();
        return new Answer(response.getStatusCode(), bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes));
    }

    /** A file as it is. */
    Answer upload(String id, String query, @Nullable String mediaType, byte[] file) {
        var request = RestClient.create("http://localhost:" + port).put().uri("/v1/documents/" + id + "?" + query);
        if (mediaType != null) {
            request.header("content-type", mediaType);
        }
        return request.body(file).exchange((_, response) -> answer(response));
    }

    void forgetEverything() {
        jdbc.sql("truncate chunk, document").update();
    }

    int chunksOf(String document) {
        return jdbc.sql("select count(*) from chunk where document_id = :id")
                .param("id", document)
                .query(Integer.class)
                .single();
    }
}
