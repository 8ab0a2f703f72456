package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.intent.classifier.IntentClassifier.Classification;

/** What a message means: what it wants, about which things, and the question that says so without its conversation. */
public record Understanding(Classification classification, Entities entities, String question) {}
