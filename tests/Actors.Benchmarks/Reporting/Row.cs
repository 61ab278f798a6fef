namespace Actors.Benchmarks.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Question">The letter of docs/performance.md, and what was asked.</param>
/// <param name="Measured">The answer, with its unit.</param>
/// <param name="Aim">What is aimed at; empty where it only explains.</param>
internal sealed record Row(string Question, string Measured, string Aim = "");
