/** What makes a passage an answer: how near and how well worded it is, which of its sentences say it, and how sure that is. */
@NullMarked
package io.souk.rag.ranking;

import org.jspecify.annotations.NullMarked;
