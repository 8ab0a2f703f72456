/** Replays recorded calls against a running service and compares every end state: a program of its own. */
@NullMarked
package io.souk.tools.replay;

import org.jspecify.annotations.NullMarked;
