//! `graph-call-mock test`: scenarios for a bot.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use graph_call_mock::scenario::{SHIPPED, Scenario, junit, run};

use crate::stop::stopped;
use crate::test_args::{HELP, TestArgs};

pub async fn main(given: Vec<OsString>) -> ExitCode {
    let result = match TestArgs::read(given) {
        Ok(args) => test(args).await,
        Err(error) => Err(format!("{error}; test --help says what it takes")),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("graph-call-mock: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all is as expected. An error is of the scenarios or of the command line.
async fn test(args: TestArgs) -> Result<bool, String> {
    if args.help {
        print!("{HELP}");
        return Ok(true);
    }
    if args.list {
        for (name, text) in SHIPPED {
            let scenario = Scenario::read(name, text).map_err(|wrong| format!("{name}: {wrong}"))?;
            println!("{name:<24}{}", scenario.name);
        }
        return Ok(true);
    }
    if let Some(name) = args.print {
        print!("{}", shipped(&name).ok_or_else(|| format!("--print is {name:?}, expected a name that --list prints"))?);
        return Ok(true);
    }
    // All are read before the first one is played.
    let mut scenarios = Vec::new();
    for given in &args.scenarios {
        if given == "all" && !Path::new(given).exists() {
            for (name, text) in SHIPPED {
                scenarios.push(Scenario::read(name, text).map_err(|wrong| format!("{name}: {wrong}"))?);
            }
            continue;
        }
        let text = match (fs::read_to_string(given), shipped(given)) {
            (Ok(text), _) => text,
            (Err(_), Some(text)) => text.to_owned(),
            (Err(error), None) => return Err(format!("{given}: {error}, and no such scenario comes with the mock")),
        };
        scenarios.push(Scenario::read(given, &text).map_err(|wrong| format!("{given}: {wrong}"))?);
    }
    let mut reports = Vec::new();
    for scenario in scenarios {
        let file = scenario.file.clone();
        let report = tokio::select! {
            report = run(scenario, &args.command, &args.options) => report.map_err(|error| format!("{file}: {error}"))?,
            // The bot is ended when its stage is dropped.
            () = stopped() => return Err("interrupted".to_owned()),
        };
        print!("{report}");
        let _shown = io::stdout().flush();
        reports.push(report);
    }
    if let Some(path) = &args.junit {
        let mut text = Vec::new();
        junit(&reports, &mut text)
            .and_then(|()| fs::write(path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let red = reports.iter().filter(|report| !report.is_green()).count();
    println!(
        "{} of {} {} green",
        reports.len() - red,
        reports.len(),
        if reports.len() == 1 { "scenario is" } else { "scenarios are" }
    );
    Ok(red == 0)
}

fn shipped(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
