# Sourced by ./mvnw and ./fairlead: sets JAVA_HOME to a JDK 25 or later, or says in one line what to install.
# Looks at JAVA_HOME, then at the javac on PATH, then into the usual install folders.

fairlead_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  # The file "release" answers at once; asking javac starts a JVM.
  _version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ -n "$_version" ] ||
    _version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')
  [ -n "$_version" ] && [ "$_version" -ge 25 ]
}

fairlead_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && fairlead_jdk_version "$JAVA_HOME"; then
    return 0
  fi
  _javac=$(command -v javac 2>/dev/null) || _javac=
  if [ -n "$_javac" ]; then
    _javac=$(readlink -f "$_javac" 2>/dev/null || printf '%s' "$_javac")
    _home=${_javac%/bin/javac}
    if fairlead_jdk_version "$_home"; then
      JAVA_HOME=$_home
      return 0
    fi
  fi
  for _root in /usr/lib/jvm /usr/java /opt /opt/java "$HOME/.sdkman/candidates/java" "$HOME/.jdks" \
    /usr/local/lib/jvm /usr/local; do
    [ -d "$_root" ] || continue
    # A newline-separated list keeps folders with spaces whole.
    _found=$(find "$_root" -maxdepth 1 \( -type d -o -type l \) -name '*[2-9][0-9]*' 2>/dev/null | sort -r)
    while IFS= read -r _home; do
      if [ -n "$_home" ] && fairlead_jdk_version "$_home"; then
        JAVA_HOME=$_home
        return 0
      fi
    done <<EOF
$_found
EOF
  done
  echo "fairlead: no JDK 25 found (looked at JAVA_HOME, PATH and the usual folders): install a JDK 25, for example Eclipse Temurin 25, and set JAVA_HOME to it" >&2
  return 1
}

fairlead_find_jdk || exit 2
export JAVA_HOME
