namespace Actors.Oracle.Tests.Running;

/// <summary>The case's catalog does not compile: while a case is made smaller, such attempts are passed over.</summary>
internal sealed class UncompiledException(string message) : Exception(message);
