/** Loading and showing whole data sets: the sample at the first start, and imports for tests and replays. */
@NullMarked
package io.souk.tools.admin;

import org.jspecify.annotations.NullMarked;
