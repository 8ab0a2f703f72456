package io.souk.tools.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.kit.ProblemException;
import io.souk.tools.json.Json;
import io.souk.tools.refusals.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Loads and shows whole data sets, for tests and replays: never in production, which does not run with this profile. */
@RestController
@RequestMapping("/v1/admin")
@Profile("import")
class AdminController {
    private final DataSets dataSets;

    AdminController(DataSets dataSets) {
        this.dataSets = dataSets;
    }

    @PostMapping("/import")
    Map<String, Integer> load(
            @RequestParam(defaultValue = "replace") String mode,
            @RequestBody(required = false) byte @Nullable [] body) {
        var json = body == null ? null : parsed(body);
        if (json == null || !json.isObject()) {
            throw invalid("The body must be a JSON object with users, products and orders.");
        }
        return load(mode, json.get("users"), json.get("products"), json.get("orders"));
    }

    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Map<String, Integer> load(
            @RequestParam(defaultValue = "replace") String mode, MultipartHttpServletRequest request) {
        return load(mode, part(request, "users"), part(request, "products"), part(request, "orders"));
    }

    @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> export(@RequestParam(name = "userId", required = false) @Nullable List<String> userIds) {
        var data = userIds == null ? dataSets.export() : dataSets.export(userIds);
        return ResponseEntity.ok(Json.MAPPER.writeValueAsBytes(data.json()));
    }

    private Map<String, Integer> load(
            String mode, @Nullable JsonNode users, @Nullable JsonNode products, @Nullable JsonNode orders) {
        try {
            var data = DataSet.of(users, products, orders);
            switch (mode) {
                case "replace" -> dataSets.replace(data);
                case "merge" -> dataSets.merge(data);
                default -> throw invalid("mode is replace or merge.");
            }
            return Map.of(
                    "users", data.customers().size(),
                    "products", data.products().size(),
                    "orders", data.orders().size());
        } catch (Refused refused) {
            throw invalid(refused.refusal().detail());
        } catch (DataIntegrityViolationException e) {
            throw invalid("The data contradicts itself: an id twice, or an order of nobody.");
        }
    }

    private static @Nullable JsonNode part(MultipartHttpServletRequest request, String name) {
        var file = request.getFile(name);
        if (file == null) {
            var field = request.getParameter(name);
            return field == null ? null : parsed(field.getBytes(UTF_8));
        }
        try {
            return parsed(file.getBytes());
        } catch (IOException e) {
            throw invalid(name + " cannot be read.");
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw invalid("The body is not JSON.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-arguments", detail);
    }
}
