package io.souk.rag;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.rag", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule oneWayOut = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;

    @ArchTest
    static final ArchRule nothingPublic = ArchitectureRules.nothingIsPublicIn("io.souk.rag");
}
