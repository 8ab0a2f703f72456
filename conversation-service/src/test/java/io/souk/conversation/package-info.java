@NullMarked
package io.souk.conversation;

import org.jspecify.annotations.NullMarked;
