//! Trains on ONNX Runtime alone: cargo run NAME DATA.csv STEPS STATE.safetensors
mod state;
use ort::session::{Session, SessionInputValue};
use ort::value::{DynValue, Tensor};
use std::{collections::BTreeMap, env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let mut start = Session::builder()?.commit_from_file(format!("{}.init.onnx", args[0]))?;
    let mut step = Session::builder()?.commit_from_file(format!("{}.train.onnx", args[0]))?;
    let label = step.metadata()?.custom("nnd.label")?.unwrap();
    let pairs = step.metadata()?.custom("nnd.state")?.unwrap();
    let following: BTreeMap<String, String> = serde_json::from_str(&pairs)?; // input → what it is fed next

    let nothing: Vec<(&str, SessionInputValue)> = vec![];
    let mut feed: BTreeMap<String, DynValue> = start.run(nothing)?.into_iter().map(|(i, x)| (i.into(), x)).collect();
    let input = step.inputs.iter().find(|i| i.name != label && !feed.contains_key(&i.name)).unwrap();
    let shape = [&[64], &input.input_type.tensor_shape().unwrap()[1..]].concat();
    let input = input.name.clone();
    let numbers = |row: &str| row.split(',').map(|x| x.parse().unwrap()).collect();
    let rows: Vec<Vec<f32>> = fs::read_to_string(&args[1])?.lines().skip(1).map(numbers).collect();

    for s in 0..args[2].parse()? {
        let batch = (64 * s..64 * s + 64).map(|i| rows[i % rows.len()].split_last().unwrap()); // in order, then again
        let labels: Vec<i64> = batch.clone().map(|(label, _)| *label as i64).collect();
        let numbers: Vec<f32> = batch.flat_map(|(_, numbers)| numbers.to_vec()).collect();
        feed.insert(label.clone(), Tensor::from_array(([64], labels))?.into_dyn());
        feed.insert(input.clone(), Tensor::from_array((shape.clone(), numbers))?.into_dyn());
        let fed: Vec<(&str, SessionInputValue)> = feed.iter().map(|(i, x)| (i.as_str(), x.into())).collect();
        let mut results = step.run(fed)?;
        println!("{} {}", s + 1, results["loss"].try_extract_tensor::<f32>()?.1[0]);
        let next = following.iter().map(|(i, o)| (i.clone(), results.remove(o).unwrap()));
        feed.extend(next.collect::<Vec<_>>());
    }
    feed.retain(|i, _| following.contains_key(i));
    state::save(&args[3], &feed)
}
