package dev.fairlead.xcmp.delivery;

/** What the components of one validator share. */
record NodeParts(
    RelayView view,
    Groups groups,
    Connections connections,
    SendingValidator.Store store,
    Tickets tickets) {}
