package dev.fairlead.node.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Vectors of the Web3 secret storage definition. */
class KeystoreTest {
  private static final String SECRET =
      "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
  private static final String PBKDF2 =
      """
      {"crypto":{"cipher":"aes-128-ctr",
      "cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
      "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
      "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
      "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
      "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
      """;
  private static final String SCRYPT =
      """
      {"crypto":{"cipher":"aes-128-ctr",
      "cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
      "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
      "kdf":"scrypt","kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,
      "salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
      "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
      """;

  @Test
  void opensPbkdf2File() throws Exception {
    PrivateKey key = Keystore.open(PBKDF2, "testpassword");

    assertThat(key.address()).isEqualTo(PrivateKey.parse(SECRET).address());
    assertThat(key.address()).hasToString("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
  }

  @Test
  void opensScryptFile() throws Exception {
    PrivateKey key = Keystore.open(SCRYPT, "testpassword");

    assertThat(key.address()).isEqualTo(PrivateKey.parse(SECRET).address());
  }

  @Test
  void refusesWrongPasswordWithoutShowingIt() {
    assertThatThrownBy(() -> Keystore.open(PBKDF2, "guessed"))
        .isInstanceOf(KeystoreException.class)
        .hasMessageContaining("wrong password")
        .hasMessageNotContaining("guessed");
  }

  @Test
  void refusesFilesThatAskForUnboundedWork() {
    assertRefused(SCRYPT.replace("262144", "16777216").replace("\"r\":1", "\"r\":8"), "scrypt n");
    assertRefused(SCRYPT.replace("262144", "262143"), "scrypt n");
    assertRefused(PBKDF2.replace("262144", "2147483647"), "c must be");
    assertRefused(PBKDF2.replace("262144", "0"), "c must be");
  }

  @Test
  void refusesWhatIsNoKeyFile() {
    assertRefused("<html>", "not JSON");
    assertRefused("[]", "version 3");
    assertRefused("{\"version\":3}", "ciphertext is missing");
    assertRefused(PBKDF2.replace("aes-128-ctr", "aes-128-gcm"), "unknown cipher");
    assertRefused(PBKDF2.replace("\"pbkdf2\"", "\"argon2\""), "unknown kdf");
    assertRefused(PBKDF2.replace("5318", "531"), "odd number");
  }

  private static void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> Keystore.open(json, "testpassword"))
        .isInstanceOf(KeystoreException.class)
        .hasMessageContaining(reason);
  }
}
