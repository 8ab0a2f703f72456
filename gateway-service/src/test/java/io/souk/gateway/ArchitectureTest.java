package io.souk.gateway;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "io.souk.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_IS_PUBLIC = ArchitectureRules.nothingIsPublicIn("io.souk.gateway..");

    @ArchTest
    static final ArchRule ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE = ArchitectureRules.ONLY_EVENTS_KNOWS_KAFKA_TEMPLATE;

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_KNOW_EACH_OTHER = SlicesRuleDefinition.slices()
            .matching("io.souk.gateway.(*)")
            .should()
            .notDependOnEachOther();
}
