package io.souk.rag;

import io.souk.kit.ProblemException;
import io.souk.rag.IndexBuilder.Progress;
import io.souk.rag.index.LiveIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How far the index is, and making it anew: for operators. */
@RestController
@RequestMapping("/v1/index")
class IndexController {
    private final IndexBuilder builder;
    private final LiveIndex index;

    IndexController(IndexBuilder builder, LiveIndex index) {
        this.builder = builder;
        this.index = index;
    }

    record Index(List<Progress> generations) {}

    record Rebuild(@Nullable String model) {}

    @GetMapping
    Index index() {
        return new Index(builder.progress());
    }

    @PostMapping("/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Progress rebuild(@RequestBody(required = false) @Nullable Rebuild wanted) {
        var model = wanted == null || wanted.model() == null || wanted.model().isBlank() ? null : wanted.model();
        if (model != null && !index.models().contains(model)) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-arguments",
                    "model must be one of " + String.join(", ", index.models()));
        }
        return builder.rebuild(model);
    }
}
