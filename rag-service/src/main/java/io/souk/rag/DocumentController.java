package io.souk.rag;

import io.souk.kit.ProblemException;
import io.souk.rag.Documents.Indexed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Documents by hand: for operators and evaluation. */
@RestController
@RequestMapping("/v1/documents")
class DocumentController {
    private final Documents documents;

    DocumentController(Documents documents) {
        this.documents = documents;
    }

    record PutDocument(
            @Nullable String id,
            @Nullable String title,
            @Nullable String category,
            @Nullable String productId,
            @Nullable String text) {}

    @PutMapping
    Indexed put(@RequestBody PutDocument body) {
        try {
            var productId = body.productId() == null || body.productId().isBlank() ? null : body.productId();
            return documents.put(
                    new SourceDocument(
                            Objects.requireNonNullElse(body.id(), ""),
                            Objects.requireNonNullElse(body.title(), ""),
                            Objects.requireNonNullElse(body.category(), ""),
                            productId,
                            Objects.requireNonNullElse(body.text(), "")),
                    null);
        } catch (RefusedDocumentException e) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-arguments", Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        documents.remove(Texts.clean(id), null);
    }
}
