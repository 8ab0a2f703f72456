package io.souk.tools;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.tools", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** A package per feature, each of which can be read without those that build on it. */
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.souk.tools.(*)..").should().beFreeOfCycles();

    /** Nobody builds on the dialogue: what it does, HTTP can do too. */
    @ArchTest
    static final ArchRule THE_DIALOGUE_IS_PRIVATE = ArchitectureRules.nothingIsPublicIn("io.souk.tools.desk..");

    @ArchTest
    static final ArchRule ONE_WAY_OUT = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;
}
