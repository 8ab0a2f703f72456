package io.souk.rag;

import io.souk.kit.ProblemException;
import io.souk.rag.Documents.Indexed;
import io.souk.rag.Documents.Status;
import io.souk.rag.reading.DocumentReader;
import io.souk.rag.reading.RefusedDocumentException;
import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Documents by hand: for operators and evaluation. */
@RestController
@RequestMapping("/v1/documents")
class DocumentController {
    private static final int MOST_BYTES = 20 << 20;

    private final Documents documents;
    private final JsonMapper json;

    DocumentController(Documents documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /** @param mediaType of {@code text}; null: Markdown, or a whole HTML page */
    record PutDocument(
            @Nullable String id,
            @Nullable String title,
            @Nullable String category,
            @Nullable String productId,
            @Nullable String text,
            @Nullable String mediaType) {}

    /** Read by hand, so that a body of any size is refused before it is held. */
    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Indexed put(InputStream body) throws IOException {
        var document = document(bounded(body));
        return take(() -> SourceDocument.of(
                Objects.requireNonNullElse(document.id(), ""),
                document.title(),
                Objects.requireNonNullElse(document.category(), ""),
                document.productId(),
                DocumentReader.read(Objects.requireNonNullElse(document.text(), ""), document.mediaType())));
    }

    /** A file as it is. */
    @PutMapping("/{id}")
    Indexed upload(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(required = false) @Nullable String title,
            @RequestParam(required = false) @Nullable String productId,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String mediaType,
            InputStream file)
            throws IOException {
        var content = bounded(file);
        return take(() -> SourceDocument.of(id, title, category, productId, DocumentReader.read(content, mediaType)));
    }

    @GetMapping("/{id}")
    Status get(@PathVariable String id) {
        return documents
                .status(Texts.clean(id))
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "not-found", "No such document."));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        documents.remove(Texts.clean(id), null);
    }

    private Indexed take(Supplier<SourceDocument> reading) {
        try {
            return documents.put(reading.get(), null);
        } catch (RefusedDocumentException e) {
            throw problem(e.reason(), e.detail());
        }
    }

    private PutDocument document(byte[] body) {
        try {
            return json.readValue(body, PutDocument.class);
        } catch (JacksonException e) {
            throw problem(Reason.INVALID_ARGUMENTS, "The body is not the JSON that is expected here.");
        }
    }

    private static byte[] bounded(InputStream body) throws IOException {
        var content = body.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw problem(Reason.TOO_LARGE, "more than 20 MiB; send it in parts");
        }
        return content;
    }

    private static ProblemException problem(Reason reason, String detail) {
        var status =
                switch (reason) {
                    case INVALID_ARGUMENTS, EMPTY -> HttpStatus.BAD_REQUEST;
                    case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
                    case UNKNOWN_FORMAT -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
                    case UNREADABLE, ENCRYPTED -> HttpStatus.UNPROCESSABLE_CONTENT;
                };
        return new ProblemException(status, reason.code(), detail);
    }
}
