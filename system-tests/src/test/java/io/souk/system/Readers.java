package io.souk.system;

import static java.util.stream.Collectors.toMap;

import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far the services are with what they read, as their broker knows it. */
final class Readers implements AutoCloseable {
    private final Admin admin;

    Readers(Platform platform) {
        var settings = new Properties();
        settings.put("bootstrap.servers", platform.kafka());
        admin = Admin.create(settings);
    }

    /** Whether somebody reads this topic, and everybody who does has dealt with all that is on it. */
    boolean haveReadAllOf(String topic) throws ExecutionException, InterruptedException {
        var groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .toList();
        boolean isRead = false;
        for (var group : admin.describeConsumerGroups(groups).all().get().values()) {
            var partitions = new HashSet<TopicPartition>();
            group.members()
                    .forEach(member -> member.assignment().topicPartitions().stream()
                            .filter(partition -> partition.topic().equals(topic))
                            .forEach(partitions::add));
            if (!partitions.isEmpty()) {
                isRead = true;
                if (!isAtTheEnd(group.groupId(), partitions)) {
                    return false;
                }
            }
        }
        return isRead;
    }

    private boolean isAtTheEnd(String group, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var places = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends(partitions).entrySet().stream().allMatch(end -> {
            var place = places.get(end.getKey());
            return place == null ? end.getValue() == 0 : place.offset() >= end.getValue();
        });
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
