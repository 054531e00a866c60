package dev.fairlead.xcmp.relaychain;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map that never changes: {@link #put} and {@link #remove} give a new map that shares
 * all but the path to the entry, so that forks cost what they differ in. A height-balanced tree;
 * every operation takes logarithmic time.
 *
 * @param <K> keys by their natural order
 * @param <V> values
 */
final class PersistentMap<K extends Comparable<? super K>, V> implements Iterable<Map.Entry<K, V>> {
  private final @Nullable Node<K, V> root;
  private final int size;

  private PersistentMap(@Nullable Node<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  private record Node<K, V>(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int height) {}

  static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(null, 0);
  }

  int size() {
    return size;
  }

  Optional<V> get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key());
      if (order == 0) {
        return Optional.of(node.value());
      }
      node = order < 0 ? node.left() : node.right();
    }
    return Optional.empty();
  }

  PersistentMap<K, V> put(K key, V value) {
    boolean isNew = get(key).isEmpty();
    return new PersistentMap<>(put(root, key, value), isNew ? size + 1 : size);
  }

  PersistentMap<K, V> remove(K key) {
    return get(key).isEmpty() ? this : new PersistentMap<>(remove(root, key), size - 1);
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    Deque<Node<K, V>> path = new ArrayDeque<>();
    descend(root, path);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !path.isEmpty();
      }

      @Override
      public Map.Entry<K, V> next() {
        if (path.isEmpty()) {
          throw new NoSuchElementException();
        }
        Node<K, V> node = path.pop();
        descend(node.right(), path);
        return new AbstractMap.SimpleImmutableEntry<>(node.key(), node.value());
      }
    };
  }

  private static <K, V> void descend(@Nullable Node<K, V> from, Deque<Node<K, V>> path) {
    for (Node<K, V> node = from; node != null; node = node.left()) {
      path.push(node);
    }
  }

  private static <K extends Comparable<? super K>, V> Node<K, V> put(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return new Node<>(key, value, null, null, 1);
    }
    int order = key.compareTo(node.key());
    if (order == 0) {
      return new Node<>(key, value, node.left(), node.right(), node.height());
    }
    return order < 0
        ? balanced(node.key(), node.value(), put(node.left(), key, value), node.right())
        : balanced(node.key(), node.value(), node.left(), put(node.right(), key, value));
  }

  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key());
    if (order < 0) {
      return balanced(node.key(), node.value(), remove(node.left(), key), node.right());
    }
    if (order > 0) {
      return balanced(node.key(), node.value(), node.left(), remove(node.right(), key));
    }
    if (node.left() == null) {
      return node.right();
    }
    Node<K, V> right = node.right();
    if (right == null) {
      return node.left();
    }
    Node<K, V> least = right;
    for (Node<K, V> next = right.left(); next != null; next = next.left()) {
      least = next;
    }
    return balanced(least.key(), least.value(), node.left(), remove(right, least.key()));
  }

  private static <K, V> Node<K, V> balanced(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    int tilt = height(left) - height(right);
    if (tilt > 1 && left != null) {
      Node<K, V> inner = left.right();
      if (inner == null || height(left.left()) >= height(inner)) {
        return node(left.key(), left.value(), left.left(), node(key, value, inner, right));
      }
      return node(
          inner.key(),
          inner.value(),
          node(left.key(), left.value(), left.left(), inner.left()),
          node(key, value, inner.right(), right));
    }
    if (tilt < -1 && right != null) {
      Node<K, V> inner = right.left();
      if (inner == null || height(right.right()) >= height(inner)) {
        return node(right.key(), right.value(), node(key, value, left, inner), right.right());
      }
      return node(
          inner.key(),
          inner.value(),
          node(key, value, left, inner.left()),
          node(right.key(), right.value(), inner.right(), right.right()));
    }
    return node(key, value, left, right);
  }

  private static <K, V> Node<K, V> node(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(key, value, left, right, 1 + Math.max(height(left), height(right)));
  }

  private static int height(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height();
  }
}
