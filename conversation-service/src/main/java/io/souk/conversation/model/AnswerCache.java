package io.souk.conversation.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.conversation.reply.Gathered;
import io.souk.events.Embedding;
import io.souk.events.Entities.Kind;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Finding.Passage;
import io.souk.events.ReplyEvent.Citation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the model has answered before from documents alone, by the meaning of the question. An answer counts only while the evidence
 * of the turn at hand has the very versions it was made from; one whose document has changed is dropped when it is met. Answers that
 * know anything of a customer, or of what was said before, never get in.
 */
@Component
class AnswerCache {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Citation>> CITATIONS = new TypeReference<>() {};
    /** Cosine; with other words for the same. */
    private static final double SAME_QUESTION = 0.95;

    private static final int DAYS_KEPT = 7;

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    AnswerCache(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
        meters.counter("souk.llm.cache", "result", "hit");
        meters.counter("souk.llm.cache", "result", "miss");
    }

    /** An answer as it was given. */
    record Kept(String text, List<Citation> citations) {}

    /** A question that others may ask too. */
    record Question(String subject, Embedding embedding, List<String> sources, List<String> documents) {}

    /** Empty if the answer would know of more than documents, or if the question has no vector. */
    static Optional<Question> question(List<Gathered> wishes, Briefing briefing) {
        var intent = wishes.getFirst().intent();
        var embedding = intent.embedding();
        var entities = intent.entities();
        if (embedding == null) {
            return Optional.empty();
        }
        var isGeneral = wishes.size() == 1
                && Occasions.findings(wishes).allMatch(Passage.class::isInstance)
                && entities.orderIds().isEmpty()
                && entities.references().isEmpty()
                && entities.mentions().stream().allMatch(mention -> mention.kind() == Kind.CATEGORY);
        if (!isGeneral) {
            return Optional.empty();
        }
        var top = intent.top();
        var named = new TreeSet<String>();
        entities.products().stream().map(ProductMention::productId).forEach(named::add);
        named.addAll(entities.categories());
        FactReader.read(intent.question()).forEach(fact -> named.addAll(fact.readings()));
        // "How long is it valid?" asks something else where another document was spoken of.
        named.addAll(intent.focus().documents());
        return Optional.of(new Question(
                String.join(
                        "|",
                        Stream.concat(Stream.of(top.intent().wireName(), "" + top.variant()), named.stream())
                                .toList()),
                embedding,
                sources(briefing.passages()),
                briefing.passages().stream().map(Passage::documentId).distinct().toList()));
    }

    Optional<Kept> find(Question question) {
        dropReplaced(question);
        var kept = jdbc.sql("""
                        select answer, citations from model_answer
                        where subject = :subject and embedding_model = :model and sources <@ :sources
                            and 1 - (embedding <=> cast(:vector as vector)) >= :least
                        order by embedding <=> cast(:vector as vector) limit 1""")
                .param("subject", question.subject())
                .param("model", question.embedding().model())
                .param("sources", array(question.sources()))
                .param("vector", vector(question))
                .param("least", SAME_QUESTION)
                .query((row, _) ->
                        new Kept(row.getString("answer"), JSON.readValue(row.getString("citations"), CITATIONS)))
                .optional();
        meters.counter("souk.llm.cache", "result", kept.isPresent() ? "hit" : "miss")
                .increment();
        return kept;
    }

    /** @param grounds what the answer rests on: it is good as long as these are, whatever else was found with them */
    void keep(Question question, Kept answer, List<Passage> grounds) {
        jdbc.sql("""
                        insert into model_answer (subject, embedding_model, embedding, sources, answer, citations)
                        values (:subject, :model, cast(:vector as vector), :sources, :answer, cast(:citations as json))""")
                .param("subject", question.subject())
                .param("model", question.embedding().model())
                .param("vector", vector(question))
                .param("sources", array(sources(grounds)))
                .param("answer", answer.text())
                .param("citations", JSON.writeValueAsString(answer.citations()))
                .update();
    }

    /** A document that is here in one version is not there in another. */
    private void dropReplaced(Question question) {
        var dropped = jdbc.sql("""
                        delete from model_answer where subject = :subject and exists (
                            select from unnest(sources) source
                            where split_part(source, '@', 1) = any (:documents) and source <> all (:sources))""")
                .param("subject", question.subject())
                .param("documents", array(question.documents()))
                .param("sources", array(question.sources()))
                .update();
        meters.counter("souk.llm.cache.dropped").increment(dropped);
    }

    @Scheduled(fixedRate = 24, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("delete from model_answer where created_at < now() - make_interval(days => " + DAYS_KEPT + ")")
                .update();
    }

    private static List<String> sources(List<Passage> passages) {
        return passages.stream().map(AnswerCache::source).distinct().sorted().toList();
    }

    private static String source(Passage passage) {
        return passage.documentId() + '@' + passage.documentVersion();
    }

    private static SqlArrayValue array(Collection<String> values) {
        return new SqlArrayValue("text", values.toArray());
    }

    private static String vector(Question question) {
        return Arrays.toString(question.embedding().floats());
    }
}
