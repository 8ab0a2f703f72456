package io.souk.conversation;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.conversation", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_IS_PUBLIC = ArchitectureRules.nothingIsPublicIn("io.souk.conversation");

    @ArchTest
    static final ArchRule ONE_WAY_OUT = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;

    @ArchTest
    static final ArchRule WORDS_KNOW_NO_SERVERS = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("io.souk.conversation.reply")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.souk.conversation",
                    "org.springframework.kafka..",
                    "org.springframework.jdbc..",
                    "io.souk.kit..");
}
