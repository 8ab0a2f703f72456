package io.souk.intent;

import io.souk.events.Entities;
import io.souk.intent.IntentClassifier.Classification;

/** What a message means: what it wants, about which things, and the question that says so without its conversation. */
record Understanding(Classification classification, Entities entities, String question) {}
