package io.souk.kit;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.EventCodec;
import io.souk.events.Topics;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.converter.RecordMessageConverter;

/** How every service reads and writes Kafka: topics, codec, retries, dead letters, ids in the logs. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
class KafkaPolicyAutoConfiguration {
    /** Kafka's own limit for other topics is 1 MiB. */
    private static final String LARGEST_DEAD_LETTER = "2097152";

    private static final long COMMIT_MILLIS = 500;
    /** Of one consumer; what a dead one has not committed is handled again. */
    private static final int COMMIT_RECORDS = 100;

    @Bean
    EventCodec eventCodec(@Value("${spring.application.name}") String service) {
        return new EventCodec("/souk/" + service);
    }

    @Bean
    Events events(KafkaTemplate<String, byte[]> template, EventCodec codec) {
        return new Events(template, codec);
    }

    @Bean
    RecordMessageConverter eventMessageConverter(EventCodec codec) {
        return new EventMessageConverter(codec);
    }

    @Bean
    RecordInterceptor<Object, Object> loggingContext() {
        return new LoggingContext();
    }

    @Bean
    DefaultErrorHandler errorHandler(KafkaTemplate<?, ?> template, MeterRegistry meters) {
        var recoverer = new DeadLetterPublishingRecoverer(
                template, (received, error) -> new TopicPartition(Topics.deadLetter(received.topic()), -1));
        recoverer.addHeadersFunction((received, error) -> RetryPolicy.reasonHeaders(error));
        recoverer.setLogRecoveryRecord(false);
        var handler = new DefaultErrorHandler(recoverer, RetryPolicy.faultyRecord());
        handler.setBackOffFunction((received, error) -> RetryPolicy.backOffFor(error));
        handler.addNotRetryableExceptions(RefusedEventException.class);
        handler.setRetryListeners(new FailureMetrics(meters));
        return handler;
    }

    /**
     * Offsets are committed without waiting, and twice a second rather than after every record, since every effect is idempotent: a
     * commit costs the broker as much as the record it is of. Listeners get platform threads, since native inference would pin the
     * carriers of virtual ones.
     */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> containers() {
        return container -> {
            var properties = container.getContainerProperties();
            properties.setSyncCommits(false);
            properties.setAckMode(AckMode.COUNT_TIME);
            properties.setAckTime(COMMIT_MILLIS);
            properties.setAckCount(COMMIT_RECORDS);
            // A commit that is due waits for the end of a poll.
            properties.setPollTimeout(COMMIT_MILLIS);
            properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("kafka-"));
        };
    }

    /** Spring's default would log what a customer wrote whenever a send fails. */
    @Bean
    ProducerListener<Object, Object> failedSends() {
        var listener = new LoggingProducerListener<Object, Object>();
        listener.setIncludeContents(false);
        return listener;
    }

    /** Every service declares every topic, so that they can start in any order. */
    @Bean
    NewTopics soukTopics(
            @Value("${souk.kafka.partitions:12}") int partitions,
            @Value("${souk.kafka.replication-factor:${SOUK_KAFKA_REPLICATION:1}}") int replicas) {
        return new NewTopics(Topics.all().stream()
                .flatMap(topic -> Stream.of(topic(topic, partitions, replicas), deadLetters(topic, replicas)))
                .toArray(NewTopic[]::new));
    }

    /** The largest record that a topic takes must fit here too, together with the headers that say what is wrong with it. */
    private static NewTopic deadLetters(String topic, int replicas) {
        return TopicBuilder.name(Topics.deadLetter(topic))
                .partitions(1)
                .replicas(replicas)
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_DEAD_LETTER)
                .build();
    }

    private static NewTopic topic(String name, int partitions, int replicas) {
        var topic = TopicBuilder.name(name).partitions(partitions).replicas(replicas);
        return Topics.isCompacted(name)
                ? topic.config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                        .build()
                : topic.build();
    }

    @Bean
    KafkaHealthIndicator kafkaHealthIndicator(KafkaAdmin admin) {
        return new KafkaHealthIndicator(admin);
    }
}
