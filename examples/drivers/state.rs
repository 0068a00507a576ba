use ort::value::DynValue;
use safetensors::{serialize_to_file, tensor::TensorView, Dtype};
use std::{collections::BTreeMap, error::Error, path::Path};

/// Writes tensors in the format safetensors.
pub fn save(file: &str, tensors: &BTreeMap<String, DynValue>) -> Result<(), Box<dyn Error>> {
    let saved: Vec<_> = tensors.iter().map(|(name, x)| (name, plain(x))).collect();
    let views = saved.iter().map(|(name, (dtype, shape, bytes))| {
        (name, TensorView::new(*dtype, shape.clone(), bytes).unwrap())
    });
    Ok(serialize_to_file(views, None, Path::new(file))?)
}

/// A tensor of floats, or else of whole numbers, as bytes.
fn plain(x: &DynValue) -> (Dtype, Vec<usize>, Vec<u8>) {
    let sizes = |shape: &[i64]| shape.iter().map(|n| *n as usize).collect();
    if let Ok((shape, x)) = x.try_extract_tensor::<f32>() {
        return (Dtype::F32, sizes(shape), x.iter().flat_map(|x| x.to_le_bytes()).collect());
    }
    let (shape, x) = x.try_extract_tensor::<i64>().unwrap();
    (Dtype::I64, sizes(shape), x.iter().flat_map(|x| x.to_le_bytes()).collect())
}
