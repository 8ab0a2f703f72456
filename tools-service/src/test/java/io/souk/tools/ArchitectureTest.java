package io.souk.tools;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.tools", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_IS_PUBLIC = ArchitectureRules.nothingIsPublicIn("io.souk.tools..");

    @ArchTest
    static final ArchRule ONE_WAY_OUT = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;
}
