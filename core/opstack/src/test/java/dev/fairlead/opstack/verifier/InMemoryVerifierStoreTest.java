package dev.fairlead.opstack.verifier;

final class InMemoryVerifierStoreTest extends VerifierStoreContract {
  @Override
  protected VerifierStore create() {
    return new InMemoryVerifierStore();
  }
}
