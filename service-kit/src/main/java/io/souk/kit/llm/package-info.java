/** Language models behind an OpenAI-compatible endpoint, as something that may be missing, slow or wrong at any time. */
@NullMarked
package io.souk.kit.llm;

import org.jspecify.annotations.NullMarked;
