package io.souk.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** What holds in every service; each has a test that checks these. */
public final class ArchitectureRules {
    /** There is one way out. */
    public static final ArchRule ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE = noClasses()
            .that()
            .resideOutsideOfPackage("io.souk.kit..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.kafka.core.KafkaTemplate");

    /** A service has no Java interface for others: they talk by events and HTTP. One flat package each, or one per feature. */
    public static ArchRule nothingIsPublicIn(String servicePackage) {
        return classes()
                .that()
                .resideInAPackage(servicePackage)
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic();
    }

    private ArchitectureRules() {}
}
