/** What the shop's policies say, as data with versions: read wherever a rule is applied, cited by the policy documents. */
@NullMarked
package io.souk.tools.rules;

import org.jspecify.annotations.NullMarked;
