package io.souk.intent;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.intent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule nothingIsPublic = ArchitectureRules.nothingIsPublicIn("io.souk.intent");

    @ArchTest
    static final ArchRule onlyEventsKnowsKafkaTemplate = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;
}
