@NullMarked
package io.souk.conversation.model;

import org.jspecify.annotations.NullMarked;
