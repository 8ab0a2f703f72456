package io.souk.graph;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.graph", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONE_WAY_OUT = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;

    @ArchTest
    static final ArchRule NOTHING_IS_PUBLIC = ArchitectureRules.nothingIsPublicIn("io.souk.graph");

    @ArchTest
    static final ArchRule NO_PACKAGE_LEADS_BACK_TO_ITSELF = SlicesRuleDefinition.slices()
            .matching("io.souk.graph.(*)..")
            .should()
            .beFreeOfCycles();
}
